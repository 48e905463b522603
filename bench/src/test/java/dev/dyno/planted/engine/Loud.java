package dev.dyno.planted.engine;

/// Writes to a standard stream.
public final class Loud {

  private Loud() {}

  /// What only the command line may do.
  public static void shout() {
    System.out.println("loud");
  }
}
