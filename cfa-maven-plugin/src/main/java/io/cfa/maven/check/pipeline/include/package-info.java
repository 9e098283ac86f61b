/** Which files a pipeline consists of. May import {@code check.pipeline.condition}, {@code check.files} and {@code model}. */
package io.cfa.maven.check.pipeline.include;
