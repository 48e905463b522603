/// Expectations that are stored with a project: how much of each fact a piece of work may take, and
/// in which environment that was found. Start reading at [Budget].
@NullMarked
package dev.dyno.profiles.budget;

import org.jspecify.annotations.NullMarked;
