package dev.dyno.engine.embedded.registry;

import dev.dyno.engine.embedded.content.Descriptor;
import dev.dyno.engine.embedded.content.Manifest;
import dev.dyno.engine.embedded.content.MediaTypes;
import dev.dyno.engine.embedded.http.Json;
import dev.dyno.engine.registry.Digest;
import dev.dyno.engine.registry.Platform;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// Makes [SyntheticImage]s and puts them into repositories.
final class Synthesis {
  private static final String EPOCH = "1970-01-01T00:00:00Z";

  private final Repositories repositories;
  // A layer of 100 MB takes a second to make, and images of one seed share theirs.
  private final ConcurrentMap<SyntheticLayer, Made> made = new ConcurrentHashMap<>();

  /// A layer that is in the store.
  private record Made(Descriptor blob, Digest diffId) {}

  Synthesis(Repositories repositories) {
    this.repositories = repositories;
  }

  /// Returns the digest of the tagged manifest, or index when there are several platforms.
  Digest seed(SyntheticImage image) throws IOException {
    var repository = image.repository();
    var layers = new ArrayList<Made>();
    for (int index = 0; index < image.layers(); index++) {
      var layer =
          make(new SyntheticLayer(index, image.layerBytes(), image.compressible(), image.seed()));
      repositories.addBlob(repository, layer.blob().digest());
      layers.add(layer);
    }
    var entries = new ArrayList<Manifest.Entry>();
    for (var platform : image.platforms()) {
      entries.add(new Manifest.Entry(add(repository, layers, platform), platform));
    }
    var tagged =
        entries.size() == 1
            ? entries.getFirst().manifest().digest()
            : add(repository, new Manifest.Index(MediaTypes.OCI_INDEX, entries)).digest();
    repositories.tag(repository, image.tag(), tagged);
    return tagged;
  }

  private Made make(SyntheticLayer layer) throws IOException {
    var known = made.get(layer);
    if (known != null) {
      return known;
    }
    try (var ingest = repositories.content().ingest()) {
      var diffId = layer.writeTo(ingest);
      long size = ingest.size();
      var fresh = new Made(new Descriptor(MediaTypes.OCI_LAYER, size, ingest.commit()), diffId);
      made.put(layer, fresh);
      return fresh;
    }
  }

  private Descriptor add(String repository, List<Made> layers, Platform platform)
      throws IOException {
    var config = config(platform, layers);
    var digest = repositories.content().put(config);
    repositories.addBlob(repository, digest);
    return add(
        repository,
        new Manifest.Image(
            MediaTypes.OCI_MANIFEST,
            new Descriptor(MediaTypes.OCI_CONFIG, config.length, digest),
            layers.stream().map(Made::blob).toList()));
  }

  private Descriptor add(String repository, Manifest manifest) throws IOException {
    var json = manifest.toJson();
    var digest = repositories.addManifest(repository, json, manifest.mediaType());
    return new Descriptor(manifest.mediaType(), json.length, digest);
  }

  private static byte[] config(Platform platform, List<Made> layers) {
    var config = new LinkedHashMap<String, Object>();
    config.put("created", EPOCH);
    config.put("architecture", platform.architecture());
    config.put("os", platform.os());
    platform.variant().ifPresent(it -> config.put("variant", it));
    config.put("config", Map.of("Cmd", List.of("/bin/sh")));
    var rootfs = new LinkedHashMap<String, Object>();
    rootfs.put("type", "layers");
    rootfs.put("diff_ids", layers.stream().map(it -> it.diffId().toString()).toList());
    config.put("rootfs", rootfs);
    config.put("history", layers.stream().map(_ -> Map.of("created", EPOCH)).toList());
    return Json.bytes(config);
  }
}
