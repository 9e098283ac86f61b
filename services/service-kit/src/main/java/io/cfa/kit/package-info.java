/** What all seven services share: access rules, API page, migrations, problem details, events; nothing of any domain. */
package io.cfa.kit;
