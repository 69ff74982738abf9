import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** What the server process has used: CPU of all its threads from /proc, allocation over the attach API. */
final class Meter {
    static final long TICKS_PER_SECOND = 100;

    static long cpuMillis(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * 1000 / TICKS_PER_SECOND;
    }

    /** Bytes allocated by all of the server's threads since it started. */
    static final class Allocation implements AutoCloseable {
        final JMXConnector connector;
        final MBeanServerConnection server;
        final ObjectName threading = new ObjectName("java.lang:type=Threading");

        Allocation(long pid) throws Exception {
            VirtualMachine machine = VirtualMachine.attach(String.valueOf(pid));
            connector = JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()));
            server = connector.getMBeanServerConnection();
            machine.detach();
        }

        long total() throws Exception {
            return (Long) server.getAttribute(threading, "TotalThreadAllocatedBytes");
        }

        @Override
        public void close() throws IOException {
            connector.close();
        }
    }
}
