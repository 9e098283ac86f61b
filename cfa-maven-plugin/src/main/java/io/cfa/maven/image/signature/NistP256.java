package io.cfa.maven.image.signature;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.List;
import javax.crypto.KeyAgreement;

/**
 * The curve of cosign's keys.
 *
 * <p>Source: FIPS 186-5, P-256.
 */
final class NistP256 {

    private static final int QUARTER = 4;

    private NistP256() {}

    /** Whether a key is on it. */
    static boolean isCurveOf(ECKey key) {
        ECParameterSpec its = key.getParams();
        ECParameterSpec ours = parameters();
        return its.getCurve().equals(ours.getCurve())
                && its.getGenerator().equals(ours.getGenerator())
                && its.getOrder().equals(ours.getOrder());
    }

    /**
     * The two keys of which one is the public one: the JDK does not multiply points, but its key agreement with the generator gives the product's
     * x, and the curve two y.
     */
    static List<ECPublicKey> candidates(ECPrivateKey key) throws GeneralSecurityException {
        ECParameterSpec curve = parameters();
        KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
        agreement.init(key);
        agreement.doPhase(publicKey(curve.getGenerator()), true);
        BigInteger x = new BigInteger(1, agreement.generateSecret());
        BigInteger p = ((ECFieldFp) curve.getCurve().getField()).getP();
        BigInteger square = x.pow(3)
                .add(curve.getCurve().getA().multiply(x))
                .add(curve.getCurve().getB())
                .mod(p);
        // as p is 3 modulo 4
        BigInteger y = square.modPow(p.add(BigInteger.ONE).divide(BigInteger.valueOf(QUARTER)), p);
        return List.of(publicKey(new ECPoint(x, y)), publicKey(new ECPoint(x, p.subtract(y))));
    }

    private static ECPublicKey publicKey(ECPoint point) throws GeneralSecurityException {
        return (ECPublicKey) KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(point, parameters()));
    }

    private static ECParameterSpec parameters() {
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec("secp256r1"));
            return parameters.getParameterSpec(ECParameterSpec.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has P-256", e);
        }
    }
}
