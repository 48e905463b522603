package dev.dyno.bench.validation;

import dev.dyno.agent.Plant;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Rewrites a stub of JMH 1.32 to 1.37: each call of the benchmark's method in a method
/// `<method>_<mode>_jmhStub` goes through a method of its own, which counts.
///
/// The result of a second call is given to JMH's black hole, as the first one's is: else the
/// compiler might leave the call out.
final class CountedCalls implements ClassTransform {

  private static final String STUB = "_jmhStub";
  private static final String TYPE = "_jmhType";
  private static final ClassDesc BLACKHOLE = ClassDesc.of("org.openjdk.jmh.infra.Blackhole");
  private static final ClassDesc PLANT = ClassDesc.of(Plant.class.getName());
  private static final ClassDesc COUNT = ConstantDescs.CD_long.arrayType();

  private final ClassDesc owner;
  private final Map<Call, String> counted = new LinkedHashMap<>();
  private int calls;

  /// A benchmark's method.
  private record Call(ClassDesc type, String name, MethodTypeDesc signature) {

    /// Of the method that counts: the same, with the object before, black hole and count behind.
    MethodTypeDesc around() {
      var parameters = new ArrayList<ClassDesc>();
      parameters.add(type);
      parameters.addAll(signature.parameterList());
      parameters.add(BLACKHOLE);
      parameters.add(COUNT);
      return MethodTypeDesc.of(signature.returnType(), parameters);
    }
  }

  CountedCalls(ClassDesc owner) {
    this.owner = owner;
  }

  /// How many were found; known after the transformation.
  int calls() {
    return calls;
  }

  @Override
  public void accept(ClassBuilder builder, ClassElement element) {
    if (element instanceof MethodModel method
        && method.methodName().stringValue().endsWith(STUB)
        && method.code().isPresent()) {
      builder.transformMethod(method, MethodTransform.transformingCode(new InStub(method)));
    } else {
      builder.with(element);
    }
  }

  @Override
  public void atEnd(ClassBuilder builder) {
    counted.forEach(
        (call, name) ->
            builder.withMethodBody(
                name,
                call.around(),
                ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC,
                code -> count(code, call)));
  }

  /// `if (--count[0] == 0) { count[0] = count[1]; blackhole.consume(call); } return call;`
  private static void count(CodeBuilder code, Call call) {
    int blackhole =
        slots(call.around().parameterList().subList(0, call.around().parameterCount() - 2));
    int count = blackhole + 1;
    var once = code.newLabel();
    code.aload(count).iconst_0().dup2().laload().lconst_1().lsub().dup2_x2().lastore();
    code.lconst_0().lcmp().ifne(once);
    code.aload(count).iconst_0().aload(count).iconst_1().laload().lastore();
    var result = call.signature().returnType();
    if (result.equals(ConstantDescs.CD_void)) {
      call(code, call);
    } else {
      code.aload(blackhole);
      call(code, call);
      var taken = result.isPrimitive() ? result : ConstantDescs.CD_Object;
      code.invokevirtual(
          BLACKHOLE, "consume", MethodTypeDesc.of(ConstantDescs.CD_void, List.of(taken)));
    }
    code.labelBinding(once);
    call(code, call);
    code.return_(TypeKind.from(result));
  }

  private static void call(CodeBuilder code, Call call) {
    code.aload(0);
    int slot = 1;
    for (var parameter : call.signature().parameterList()) {
      var kind = TypeKind.from(parameter);
      code.loadLocal(kind, slot);
      slot += kind.slotSize();
    }
    code.invokevirtual(call.type(), call.name(), call.signature());
  }

  private static int slots(List<ClassDesc> types) {
    return types.stream().mapToInt(each -> TypeKind.from(each).slotSize()).sum();
  }

  /// One stub, which is static and gets a black hole.
  private final class InStub implements CodeTransform {

    private final String benchmark;
    private final int blackhole;
    private int count;

    InStub(MethodModel stub) {
      var name = stub.methodName().stringValue();
      var mode = name.substring(0, name.length() - STUB.length());
      this.benchmark = mode.substring(0, mode.lastIndexOf('_'));
      var parameters = stub.methodTypeSymbol().parameterList();
      this.blackhole = slots(parameters.subList(0, Math.max(0, parameters.indexOf(BLACKHOLE))));
    }

    @Override
    public void atStart(CodeBuilder code) {
      count = code.allocateLocal(TypeKind.REFERENCE);
      code.invokestatic(PLANT, "mine", MethodTypeDesc.of(COUNT)).astore(count);
    }

    @Override
    public void accept(CodeBuilder code, CodeElement element) {
      if (element instanceof InvokeInstruction invoke
          && invoke.opcode() == Opcode.INVOKEVIRTUAL
          && invoke.name().equalsString(benchmark)
          && invoke.owner().asInternalName().endsWith(TYPE)) {
        var call = new Call(invoke.owner().asSymbol(), benchmark, invoke.typeSymbol());
        var name = counted.computeIfAbsent(call, _ -> "dyno$counted" + counted.size());
        calls++;
        code.aload(blackhole).aload(count).invokestatic(owner, name, call.around());
      } else {
        code.with(element);
      }
    }
  }
}
