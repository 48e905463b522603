package dev.dyno.bench.validation;

/// The noise floor of a benchmark: the smallest slowdown that is found in 4 of 5 runs when all
/// pairs of the budget are spent, as the same code twice tells it.
///
/// @param state of the machine
/// @param benchmark which work
/// @param effect as a share of the baseline
/// @param pairs the budget
/// @param deviation standard deviation of `ln(candidate/baseline)` of one pair
public record Floor(String state, String benchmark, double effect, int pairs, double deviation) {}
