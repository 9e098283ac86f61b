package shop.common;

/** What services share. */
public final class Common {

    private Common() {}
}
