package io.cfa.maven.remote.identity;

import com.jcraft.jsch.Identity;
import com.jcraft.jsch.JSchException;

/**
 * A key that is shown with its certificate; the key signs.
 *
 * @param key         the key, from a file or of an agent
 * @param certificate what is shown
 */
record CertifiedIdentity(Identity key, Certificate certificate) implements Identity {

    private static final String SUFFIX = "-cert-v01@openssh.com";

    @Override
    public boolean setPassphrase(byte[] passphrase) throws JSchException {
        return key.setPassphrase(passphrase);
    }

    @Override
    public byte[] getPublicKeyBlob() {
        return certificate.shown().bytes().clone();
    }

    @Override
    public byte[] getSignature(byte[] data) {
        return key.getSignature(data);
    }

    @Override
    public byte[] getSignature(byte[] data, String algorithm) {
        return key.getSignature(data, algorithm.replace(SUFFIX, ""));
    }

    @Override
    public String getAlgName() {
        return certificate.shown().type();
    }

    @Override
    public String getName() {
        return key.getName();
    }

    @Override
    public boolean isEncrypted() {
        return false;
    }

    @Override
    public void clear() {
        key.clear();
    }
}
