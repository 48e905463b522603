package dev.dyno.engine.logs;

/// Format `plain`: each line behind its routine's prefix. Holds nothing, so that a line after the
/// end of its routine is a line as any other.
record PlainLines(Terminal terminal) implements LogView {

  @Override
  public void take(LogMessage message, StringBuilder text) {
    if (message.speaks()) {
      text.append(terminal.gray()).append(message.entry().prefix()).append(terminal.reset());
      text.append(' ').append(message.text()).append('\n');
    }
  }

  @Override
  public void draw(StringBuilder text) {
    // All was shown when it was taken.
  }

  @Override
  public void touch() {
    // All was shown when it was taken.
  }
}
