package dev.dyno.engine.registry;

/// A value as a message shows it: in quotes, on one line, and cut when it is long. Whoever sent it
/// may have sent a megabyte, or line breaks that would forge a log.
record Quoted(String value) {

  private static final int LONGEST = 100;

  @Override
  public String toString() {
    if (value.length() <= LONGEST) {
      return "'" + printable(value) + "'";
    }
    return "'%s…' (%d characters)"
        .formatted(printable(value.substring(0, LONGEST)), value.length());
  }

  private static String printable(String text) {
    var shown = new StringBuilder(text.length());
    text.chars()
        .forEach(
            each -> {
              if (Character.isISOControl(each) || each == '\u2028' || each == '\u2029') {
                shown.append("\\u%04x".formatted(each));
              } else {
                shown.append((char) each);
              }
            });
    return shown.toString();
  }
}
