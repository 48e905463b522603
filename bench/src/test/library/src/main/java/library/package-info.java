/// Benchmarks of a public library that is not ours (Apache Commons Codec), as its user would write
/// them: `scripts/library-gate` holds one of its releases against another.
package library;
