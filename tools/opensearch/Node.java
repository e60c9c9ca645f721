import java.util.Arrays;
import org.codelibs.opensearch.runner.OpenSearchRunner;

/** One node of a cluster in a process of its own, so that it can be killed: Node FOLDER NUMBER HTTP TRANSPORT,... */
public class Node {
    public static void main(String[] args) throws Exception {
        String folder = args[0];
        int number = Integer.parseInt(args[1]);
        String[] ports = args[3].split(",");
        String[] nodes = Arrays.stream(ports).map(port -> "127.0.0.1:" + port).toArray(String[]::new);
        OpenSearchRunner runner = new OpenSearchRunner();
        runner.setMaxHttpPort(-1);
        runner.onBuild((index, settings) -> {
            settings.put("node.name", "node-" + number);
            settings.put("network.host", "127.0.0.1");
            settings.put("http.port", args[2]);
            settings.put("transport.port", ports[number]);
            settings.putList("node.roles", "cluster_manager", "data");
            settings.putList("discovery.seed_hosts", nodes);
            settings.putList("cluster.initial_cluster_manager_nodes", nodes);
            settings.put("cluster.routing.allocation.disk.threshold_enabled", false);
            settings.put("node.processors", 1);
        });
        runner.build(OpenSearchRunner.newConfigs()
            .clusterName("desireline-" + ports[0]).basePath(folder).numOfNode(1));
        System.out.println("started");
        Thread.currentThread().join();
    }
}
