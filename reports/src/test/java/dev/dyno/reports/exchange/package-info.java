@org.jspecify.annotations.NullMarked
package dev.dyno.reports.exchange;
