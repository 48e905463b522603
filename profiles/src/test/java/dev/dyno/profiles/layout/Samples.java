package dev.dyno.profiles.layout;

import com.sun.management.ThreadMXBean;
import java.lang.classfile.Annotation;
import java.lang.classfile.ClassFile;
import java.lang.classfile.attribute.RuntimeVisibleAnnotationsAttribute;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Objects of many shapes, each once as JOL counts it, and once as a share that holds the bytes
/// that the JVM really allocated for it.
final class Samples implements Supplier<Map<String, Footprint>> {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @SuppressWarnings("UnusedVariable") // keeps the JIT from leaving the object out
  private static volatile @Nullable Object sink;

  record Pair(@Nullable Object left, int right) {}

  @Override
  public Map<String, Footprint> get() {
    var counted = new LinkedHashMap<String, Footprint>();
    both(counted, "object", Object::new);
    both(counted, "record", () -> new Pair(null, 3));
    both(counted, "boxed", () -> Long.valueOf(1L << 40));
    both(counted, "seven bytes", () -> new byte[7]);
    both(counted, "three longs", () -> new long[3]);
    both(counted, "table", () -> new Object[2][3]);
    both(counted, "not padded", padded(false));
    both(counted, "padded by the JVM", padded(true));
    return counted;
  }

  private static void both(Map<String, Footprint> counted, String name, Supplier<Object> kind) {
    sink = kind.get(); // what is done only once is done now
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      sink = kind.get();
      least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
    }
    var allocated = Map.of(name, new Footprint.Share(1, least));
    counted.put(name, Footprint.of(kind.get()));
    counted.put(
        name + ", allocated", new Footprint(HeaderMode.running(), new TreeMap<>(allocated)));
  }

  /// A class of one long, marked `@Contended` or not: javac has no way to write that annotation
  /// down with `--release`.
  private static Supplier<Object> padded(boolean contended) {
    var name = ClassDesc.of("dev.dyno.profiles.layout.Counter" + (contended ? "Padded" : "Plain"));
    var bytes =
        ClassFile.of()
            .build(
                name,
                type -> {
                  type.withField("value", ConstantDescs.CD_long, ClassFile.ACC_PUBLIC);
                  if (contended) {
                    type.with(
                        RuntimeVisibleAnnotationsAttribute.of(
                            Annotation.of(ClassDesc.of("jdk.internal.vm.annotation.Contended"))));
                  }
                  type.withMethodBody(
                      ConstantDescs.INIT_NAME,
                      ConstantDescs.MTD_void,
                      ClassFile.ACC_PUBLIC,
                      code ->
                          code.aload(0)
                              .invokespecial(
                                  ConstantDescs.CD_Object,
                                  ConstantDescs.INIT_NAME,
                                  ConstantDescs.MTD_void)
                              .return_());
                  type.withInterfaceSymbols(ClassDesc.of("java.util.function.Supplier"));
                  type.withMethodBody(
                      "get",
                      MethodTypeDesc.of(ConstantDescs.CD_Object),
                      ClassFile.ACC_PUBLIC,
                      code ->
                          code.new_(name)
                              .dup()
                              .invokespecial(name, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void)
                              .areturn());
                });
    try {
      var made = MethodHandles.lookup().defineClass(bytes).getConstructor().newInstance();
      if (made instanceof Supplier<?> supplier) {
        return supplier::get;
      }
      throw new IllegalStateException(made + " supplies nothing");
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
