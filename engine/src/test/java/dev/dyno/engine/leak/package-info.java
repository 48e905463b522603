/// Tests.
@org.jspecify.annotations.NullMarked
package dev.dyno.engine.leak;
