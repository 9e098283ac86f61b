package io.cfa.maven.remote.identity;

import com.jcraft.jsch.Identity;
import com.jcraft.jsch.IdentityRepository;
import java.util.List;
import java.util.Vector;

/** The keys that are offered, in the order in which they are: jsch's own repository sorts out what it takes for twins. */
record OrderedIdentities(List<Identity> identities) implements IdentityRepository {

    @Override
    public String getName() {
        return "the keys of this login";
    }

    @Override
    public int getStatus() {
        return RUNNING;
    }

    @Override
    public Vector<Identity> getIdentities() {
        return new Vector<>(identities);
    }

    @Override
    public boolean add(byte[] identity) {
        return false;
    }

    @Override
    public boolean remove(byte[] blob) {
        return false;
    }

    @Override
    public void removeAll() {
        throw new UnsupportedOperationException("the keys of a login do not change");
    }
}
