package dev.dyno.profiles.jfr;

import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import jdk.jfr.consumer.RecordedMethod;

/// A method as a recording names it, in the words of Java's source.
record Signature(String type, String method, List<String> parameters) {

  static Signature of(RecordedMethod method) {
    var descriptor = MethodTypeDesc.ofDescriptor(method.getDescriptor());
    return new Signature(
        method.getType().getName(),
        method.getName(),
        descriptor.parameterList().stream().map(Signature::name).toList());
  }

  /// As [Class#getTypeName] writes it.
  private static String name(ClassDesc type) {
    if (type.isArray()) {
      return name(type.componentType()) + "[]";
    }
    return type.isPrimitive() || type.packageName().isEmpty()
        ? type.displayName()
        : type.packageName() + "." + type.displayName();
  }

  @Override
  public String toString() {
    return "%s::%s(%s)".formatted(type, method, String.join(", ", parameters));
  }
}
