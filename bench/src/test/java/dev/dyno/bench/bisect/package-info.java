@org.jspecify.annotations.NullMarked
package dev.dyno.bench.bisect;
