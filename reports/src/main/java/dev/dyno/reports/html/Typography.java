package dev.dyno.reports.html;

import java.util.Locale;

/// How numbers are set: a true minus, narrow spaces that do not break, no more digits than help.
public final class Typography {

  /// Between a number and its unit, and between groups of three digits.
  public static final char SPACE = '\u202f';

  private static final char MINUS = '\u2212';

  private Typography() {}

  /// `value` with so many decimals, its thousands grouped.
  public static String fixed(double value, int decimals) {
    if (Double.isNaN(value)) {
      return "unknown";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "∞" : MINUS + "∞";
    }
    var plain = String.format(Locale.ROOT, "%,." + decimals + "f", value).replace(',', SPACE);
    return zero(plain) ? plain.replace("-", "") : plain.replace('-', MINUS);
  }

  /// An exact count, its thousands grouped.
  public static String whole(long number) {
    return String.format(Locale.ROOT, "%,d", number).replace(',', SPACE).replace('-', MINUS);
  }

  /// As [#fixed], with a plus where it is above 0 as printed.
  public static String signed(double value, int decimals) {
    var text = fixed(value, decimals);
    return value > 0 && !zero(text) ? "+" + text : text;
  }

  /// Three or four digits that matter: `812.4`, `81.2`, `1.61`, `0.0031`.
  public static String digits(double value) {
    double size = Math.abs(value);
    if (size >= 1000) {
      return fixed(value, 0);
    }
    if (size >= 10 || size == 0) {
      return fixed(value, size == 0 ? 0 : 1);
    }
    if (size >= 1) {
      return fixed(value, 2);
    }
    return fixed(value, Math.min(9, 1 - (int) Math.floor(Math.log10(size))));
  }

  /// A probability, without pretending to know the tail: `0.03`, `< 0.0001`.
  static String probability(double p) {
    return p < 0.0001 ? "< 0.0001" : p < 0.1 ? trimmed(p, 4) : fixed(p, 2);
  }

  /// As [#fixed], without zeros at its end: `5`, `1.5`.
  static String trimmed(double value, int decimals) {
    var text = fixed(value, decimals);
    return text.contains(".") ? text.replaceAll("\\.?0+$", "") : text;
  }

  private static boolean zero(String printed) {
    return printed.chars().noneMatch(digit -> digit >= '1' && digit <= '9');
  }
}
