/** The goals that make images, push them, and move their tags. May import everything but other goals. */
package io.cfa.maven.mojo.image;
