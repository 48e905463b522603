/// Names of images and the right to fetch them.
@NullMarked
package dev.dyno.engine.registry;

import org.jspecify.annotations.NullMarked;
