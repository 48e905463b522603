/// The programs that containers can run: a handful, built in, without any process. Start reading
/// at [Program].
///
/// ```
/// command ─► Program.of ─┬─ Emit, Sleep, Echo, Cat, Exit, Constant ─► run(Surroundings) ─► exit
// code
///                        └─ sh -c ─► ShellText ─► Script                  │
///                                                                   out, err, FileSource, Signals
/// ```
///
/// Except for `emit`, and for options that say so, busybox does the same: one command serves the
/// embedded daemon and a real one.
@NullMarked
package dev.dyno.engine.embedded.container.program;

import org.jspecify.annotations.NullMarked;
