/**
 * Whether a rule of a pipeline holds on a branch, as far as that can be told without GitLab. May import {@code model.source}.
 */
package io.cfa.maven.check.pipeline.condition;
