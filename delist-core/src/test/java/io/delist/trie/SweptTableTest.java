package io.delist.trie;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.net.Edges;
import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/** The oracle for large tables answers as the scan. */
class SweptTableTest {

  @Provide
  Arbitrary<IpPrefix> prefixes() {
    return Cases.prefixes();
  }

  @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
  void itAnswersAsTheScan(@ForAll @Size(max = 30) List<@From("prefixes") IpPrefix> prefixes) {
    PrefixList scan = new PrefixList();
    for (int i = 0; i < prefixes.size(); i++) {
      scan.put(prefixes.get(i), i + 1);
    }
    SweptTable swept = new SweptTable(scan.all());
    for (IpPrefix prefix : prefixes) {
      for (IpAddress address : Edges.of(prefix)) {
        assertThat(swept.lookup(address)).as("%s", address).isEqualTo(scan.lookup(address));
      }
    }
  }
}
