package shop.orders;

/** A service. */
public final class Orders {

    private Orders() {}

    public static void main(String[] arguments) {
        System.out.println("orders");
    }
}
