package dev.dyno.engine.toggle;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.EnumSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.support.AnnotationConsumer;
import org.junit.jupiter.params.support.ParameterDeclarations;

/// A contract test of one optimization: runs with it off, then on.
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest(name = "toggles {0}")
@ArgumentsSource(EveryToggle.Sides.class)
public @interface EveryToggle {

  /// The optimizations that vary; with more than one, all of their combinations.
  Optimization[] value();

  /// Off and on.
  final class Sides implements ArgumentsProvider, AnnotationConsumer<EveryToggle> {

    private Optimization[] varied = {};

    @Override
    public void accept(EveryToggle annotation) {
      varied = annotation.value();
    }

    @Override
    public Stream<? extends Arguments> provideArguments(
        ParameterDeclarations parameters, ExtensionContext context) {
      return Stream.iterate(0, i -> i < 1 << varied.length, i -> i + 1).map(this::combination);
    }

    private Arguments combination(int bits) {
      var on = EnumSet.noneOf(Optimization.class);
      for (int i = 0; i < varied.length; i++) {
        if ((bits >> i & 1) == 1) {
          on.add(varied[i]);
        }
      }
      return Arguments.of(new Toggles(on));
    }
  }
}
