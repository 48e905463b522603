package dev.dyno.profiles.sampler;

import java.util.Collections;
import java.util.HashSet;
import java.util.SortedMap;
import java.util.TreeMap;

/// What stacks tell of each frame, wherever it stands in them.
///
/// @param byName of the frame, such as `java.lang.String.concat`; what is allocated is a frame, too
public record Frames(SortedMap<String, Use> byName) {

  /// How the converter marks kinds of frames.
  private static final String KERNEL = "_[k]";

  /// Of one frame.
  ///
  /// @param self seen at the end of a stack
  /// @param total seen anywhere in a stack, once each however often it calls itself
  public record Use(Weight self, Weight total) {

    /// Not seen.
    public static final Use NONE = new Use(Weight.NONE, Weight.NONE);

    private Use and(Use more) {
      return new Use(self.plus(more.self), total.plus(more.total));
    }
  }

  public Frames {
    byName = Collections.unmodifiableSortedMap(new TreeMap<>(byName));
  }

  /// Reads all stacks; linear in their frames.
  public static Frames of(Stacks stacks) {
    var byName = new TreeMap<String, Use>();
    stacks
        .byStack()
        .forEach(
            (stack, weight) -> {
              var frames = stack.split(";", -1);
              var seen = new HashSet<String>();
              for (var frame : frames) {
                var name = name(frame);
                if (seen.add(name)) {
                  byName.merge(name, new Use(Weight.NONE, weight), Use::and);
                }
              }
              byName.merge(name(frames[frames.length - 1]), new Use(weight, Weight.NONE), Use::and);
            });
    return new Frames(byName);
  }

  /// Of one frame; nothing when it was never seen.
  public Use of(String name) {
    return byName.getOrDefault(name, Use.NONE);
  }

  /// Without the mark: how a method was compiled differs from fork to fork.
  private static String name(String frame) {
    return frame.endsWith(KERNEL)
        ? frame.substring(0, frame.length() - KERNEL.length()) + " (kernel)"
        : frame.replaceFirst("_\\[[01ij]]$", "");
  }
}
