package io.delist.spring;

import io.delist.store.Store;
import io.delist.store.jdbc.JdbcStore;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;

/** Makes the store from the application's data source, or says what is missing. */
final class StoreFactory {

  private StoreFactory() {}

  static Store create(ObjectProvider<DataSource> dataSources, InstantSource clock) {
    DataSource dataSource = dataSources.getIfUnique();
    if (dataSource != null) {
      return new JdbcStore(dataSource, clock);
    }
    long found = dataSources.stream().count();
    throw found == 0
        ? new NoStoreException(
            "delist has nothing to keep the list in: the application has no DataSource bean and no"
                + " io.delist.store.Store bean.",
            """
            Add a DataSource, for instance with these two lines, one in the build and one in \
            application.properties, and a driver (com.h2database:h2 or org.postgresql:postgresql):

                org.springframework.boot:spring-boot-starter-jdbc
                spring.datasource.url=jdbc:h2:file:./delist-data/delist

            Or declare a bean of type io.delist.store.Store.""")
        : new NoStoreException(
            "delist cannot tell where to keep the list: the application has "
                + found
                + " DataSource beans and none of them is primary.",
            "Mark one DataSource bean as @Primary, or declare a bean of type io.delist.store.Store"
                + " made from the right one.");
  }
}
