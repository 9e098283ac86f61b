/**
 * What must hold of the pipeline, and how GitLab puts its jobs together. May import
 * {@code check.pipeline.condition}, {@code check.compose},
 * {@code check.rules}, {@code check.files} and {@code model}.
 */
package io.cfa.maven.check.pipeline;
