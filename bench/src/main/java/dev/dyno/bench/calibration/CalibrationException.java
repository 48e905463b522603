package dev.dyno.bench.calibration;

/// A daemon cannot be calibrated; the message says why, and what to do.
public final class CalibrationException extends Exception {

  private static final long serialVersionUID = 1;

  CalibrationException(String message) {
    super(message);
  }

  CalibrationException(String message, Throwable cause) {
    super(message, cause);
  }
}
