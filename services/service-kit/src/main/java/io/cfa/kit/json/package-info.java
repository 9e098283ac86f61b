/** What is taken as a request's content: JSON alone unless an operation says otherwise, read to the letter. */
package io.cfa.kit.json;
