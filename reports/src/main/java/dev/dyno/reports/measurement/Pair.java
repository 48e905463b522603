package dev.dyno.reports.measurement;

/// A baseline and a candidate fork that were measured together: the unit of replication.
///
/// @param index from 0, in time order
/// @param baseline every turn of the baseline's fork
/// @param candidate every turn of the candidate's fork
/// @param surroundings what else the machine did meanwhile
public record Pair(int index, Fork baseline, Fork candidate, Surroundings surroundings) {}
