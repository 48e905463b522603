/// The dashboard over real HTTP, a real SQLite and a real browser.
@org.jspecify.annotations.NullMarked
package dev.dyno.bench.dashboard;
