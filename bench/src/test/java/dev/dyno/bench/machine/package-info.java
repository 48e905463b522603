/// Tests of the doctor, on made-up machines.
@org.jspecify.annotations.NullMarked
package dev.dyno.bench.machine;
