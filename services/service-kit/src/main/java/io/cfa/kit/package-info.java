/** What all seven services share: access rules, request ids, migrations, problem details, calls to each other; nothing of any domain. */
package io.cfa.kit;
