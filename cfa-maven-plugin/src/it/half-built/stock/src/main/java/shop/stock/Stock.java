package shop.stock;

/** A service. */
public final class Stock {

    private Stock() {}

    public static void main(String[] arguments) {
        System.out.println("stock");
    }
}
