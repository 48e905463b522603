package dev.dyno.bench.facts;

import static dev.dyno.profiles.layout.FootprintAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.dyno.bench.suite.LayoutCatalog;
import dev.dyno.profiles.junit.InFork;
import dev.dyno.profiles.layout.Footprint;
import org.junit.jupiter.api.Test;

/// What `compact-layout` keeps in fewer bytes: those of whole graphs, as the JVM itself sizes them.
/// Every header mode and every size is in the engine's own test and in `dyno layout`; this one is
/// the regression test.
class LayoutFactsTest {

  @Test
  @InFork(
      jvm = {
        "-Djol.magicFieldOffset=true",
        "-Djdk.attach.allowAttachSelf=true",
        "-XX:+EnableDynamicAgentLoading",
        "--sun-misc-unsafe-memory-access=allow"
      })
  void compact_layout_keeps_a_build_of_20_sources_in_10_percent_fewer_bytes() {
    var entry = entry("Build with 20 source files");
    var plain = Footprint.onceMore(entry.plain());
    var packed = Footprint.onceMore(entry.packed());

    assertThat(packed).savesAtLeast(0.10, plain);
    assertThat(packed.objects()).isLessThan(plain.objects());
    // Controls: the other way round, and where the sources' own texts are nearly all of it.
    assertThatCode(() -> assertThat(plain).savesAtLeast(0.10, packed))
        .isInstanceOf(AssertionError.class);
    var many = entry("Build with 200 source files");
    assertThatCode(
            () ->
                assertThat(Footprint.onceMore(many.packed()))
                    .savesAtLeast(0.10, Footprint.onceMore(many.plain())))
        .isInstanceOf(AssertionError.class);
  }

  private static LayoutCatalog.Entry entry(String name) {
    return LayoutCatalog.entries().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
