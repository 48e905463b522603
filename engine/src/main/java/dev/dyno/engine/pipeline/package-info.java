/// Pipelines: groups one after another, builds of a group at once, steps of a build in order, on
/// one daemon, that leave nothing behind.
///
/// ```
/// PipelineFile ──► YamlNode, ActionReader ──► Pipeline ──► PipelineRun ──► Outcome
///   YamlSource           │                     Group        │  BuildRun ──► StepRun, each Action
///   pipeline.schema.json └► Problem            Build, Step  │      lifecycle, image, runtime
///   Variables               (line by line)     Action       └► Belongings, Removals
///                                                              (what is taken away)
/// ```
/// Start reading at [Pipeline].
@NullMarked
package dev.dyno.engine.pipeline;

import org.jspecify.annotations.NullMarked;
