package dev.dyno.profiles.assertions;

import jdk.jfr.Event;
import jdk.jfr.Name;

/// Something to count: an event of a tested program.
@Name("dyno.test.Loaf")
final class Loaf extends Event {
  String kind = "";
  int weight;

  static void bake(String kind, int weight, int times) {
    for (int i = 0; i < times; i++) {
      var loaf = new Loaf();
      loaf.kind = kind;
      loaf.weight = weight;
      loaf.commit();
    }
  }
}
