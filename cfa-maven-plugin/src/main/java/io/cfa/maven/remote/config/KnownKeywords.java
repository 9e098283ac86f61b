package io.cfa.maven.remote.config;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which keywords of ssh_config(5) are done here, which change nothing for commands without a terminal, and what is said of the others. */
final class KnownKeywords {

    private static final Set<String> DONE = words(
            "hostname user port identityfile identitiesonly identityagent certificatefile hostkeyalias userknownhostsfile"
                    + " globalknownhostsfile proxyjump proxycommand connecttimeout addressfamily kexalgorithms ciphers macs"
                    + " hostkeyalgorithms pubkeyacceptedalgorithms pubkeyacceptedkeytypes casignaturealgorithms");

    private static final Set<String> OF_NO_CONSEQUENCE = words(
            "addkeystoagent batchmode checkhostip clearallforwardings compression connectionattempts controlmaster controlpath"
                    + " controlpersist dynamicforward enableescapecommandline enablesshkeysign escapechar exitonforwardfailure"
                    + " fingerprinthash forkafterauthentication forwardagent forwardx11 forwardx11timeout forwardx11trusted"
                    + " gatewayports gssapiauthentication gssapidelegatecredentials hashknownhosts hostbasedauthentication"
                    + " ignoreunknown ipqos kbdinteractiveauthentication challengeresponseauthentication localcommand localforward"
                    + " loglevel logverbose nohostauthenticationforlocalhost numberofpasswordprompts obscurekeystroketiming"
                    + " passwordauthentication permitlocalcommand permitremoteopen preferredauthentications pubkeyauthentication"
                    + " rekeylimit remotecommand remoteforward requesttty requiredrsasize sendenv serveralivecountmax"
                    + " serveraliveinterval sessiontype setenv stdinnull streamlocalbindmask streamlocalbindunlink syslogfacility"
                    + " tag tcpkeepalive tunnel tunneldevice updatehostkeys usekeychain visualhostkey warnweakcrypto"
                    + " xauthlocation hostbasedacceptedalgorithms hostbasedkeytypes channeltimeout");

    private static final Map<String, String> SAID = Map.of(
            "stricthostkeychecking", "host keys are always checked",
            "verifyhostkeydns", "host keys are checked against known_hosts alone",
            "revokedhostkeys", "put an @revoked line into known_hosts instead",
            "canonicalizehostname", "give the full name as HostName",
            "knownhostscommand", "put the host's key into known_hosts",
            "pkcs11provider", "load the token's key into ssh-agent",
            "securitykeyprovider", "load the token's key into ssh-agent",
            "proxyusefdpass", "let the ProxyCommand carry the connection itself",
            "bindaddress", "the system chooses the address to connect from",
            "bindinterface", "the system chooses the interface to connect from");

    private static final Set<String> AS_HERE = Set.of("no", "none", "yes", "ask", "accept-new");

    private KnownKeywords() {}

    /** What is to be said of a setting that is not done; nothing where all is as with ssh. */
    static Optional<String> notice(String keyword, String value, String place) {
        String word = value.strip().toLowerCase(Locale.ROOT);
        boolean asHere = keyword.equals("stricthostkeychecking")
                ? word.equals("yes") || word.equals("ask")
                : AS_HERE.contains(word) && !word.equals("yes");
        if (DONE.contains(keyword) || OF_NO_CONSEQUENCE.contains(keyword) || asHere) {
            return Optional.empty();
        }
        return Optional.of(place + ": " + keyword + " " + value.strip() + " is not done here"
                + Optional.ofNullable(SAID.get(keyword))
                        .map(said -> "; " + said)
                        .orElse(""));
    }

    private static Set<String> words(String text) {
        return Set.of(text.split(" "));
    }
}
