package io.cfa.kit.edge.origin;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** Where a request comes from: the address that the gateway has seen, as it is the gateway's word where it comes from inside, and nobody else's. */
public final class ClientAddress {

    /** What the gateway says; it puts its own in the place of what a client has sent. */
    public static final String HEADER = "Cfa-Client-Address";

    private static final Pattern ADDRESS = Pattern.compile("[0-9a-fA-F.:]{2,45}");

    private final InsideNetworks inside;

    public ClientAddress(InsideNetworks inside) {
        this.inside = inside;
    }

    /** The address in digits, of whoever asked the gateway, or asked here. */
    public String of(HttpServletRequest request) {
        String remote = request.getRemoteAddr();
        String forwarded = request.getHeader(HEADER);
        return forwarded != null && ADDRESS.matcher(forwarded).matches() && isInside(remote) ? forwarded : remote;
    }

    private boolean isInside(String remote) {
        try {
            return inside.contains(InetAddress.getByName(remote));
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
