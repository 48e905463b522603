/// What the agent works out by itself.
@org.jspecify.annotations.NullMarked
package dev.dyno.agent;
