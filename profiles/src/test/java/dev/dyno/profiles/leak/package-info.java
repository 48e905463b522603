/// Tests.
@org.jspecify.annotations.NullMarked
package dev.dyno.profiles.leak;
