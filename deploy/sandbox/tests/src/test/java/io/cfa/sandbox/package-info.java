/** Judges of what the scripts in {@code deploy/sandbox} saw, written down as {@code begin_case} and {@code fact} of its {@code lib.sh} do. */
package io.cfa.sandbox;
