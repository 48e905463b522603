/// Tests.
@org.jspecify.annotations.NullMarked
package dev.dyno.reports.policy;
