package dev.dyno.profiles.sampler;

/// How much was seen.
///
/// @param samples number of samples; at least 0
/// @param amount what they stand for, in the event's unit; at least 0
public record Weight(long samples, double amount) {

  /// Not seen at all.
  public static final Weight NONE = new Weight(0, 0);

  /// Both together.
  public Weight plus(Weight more) {
    return new Weight(samples + more.samples, amount + more.amount);
  }

  /// How far the amount may be off only because samples are counted: as if each sample came by
  /// itself, and stood for as much as the others.
  public double deviation() {
    return samples == 0 ? 0 : amount / Math.sqrt((double) samples);
  }
}
