package io.trellis.rules.decision.dmn;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** An element of an XML file, with names without their prefixes. */
record XmlNode(
        String name, String namespace, Map<String, String> attributes, List<XmlNode> children, StringBuilder text) {
    /** Bytes of a file; tables are far smaller. */
    static final int MAX_BYTES = 5_000_000;

    private static final int MAX_DEPTH = 60;

    /** Takes no entities and no document type from a file: nothing of it is expanded or fetched. */
    private static final XMLInputFactory FACTORY = factory();

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setXMLResolver((_, _, _, _) -> {
            throw new XMLStreamException("external");
        });
        return factory;
    }

    /** @throws XMLStreamException for anything that isn't well-formed, has a document type or goes too deep */
    static XmlNode read(byte[] bytes) throws XMLStreamException {
        XMLStreamReader reader = FACTORY.createXMLStreamReader(new ByteArrayInputStream(bytes));
        try {
            XmlNode root = new XmlNode("", "", Map.of(), new ArrayList<>(), new StringBuilder());
            var open = new ArrayList<XmlNode>(List.of(root));
            while (reader.hasNext()) {
                switch (reader.next()) {
                    case XMLStreamConstants.START_ELEMENT -> {
                        XmlNode node = start(reader);
                        open.getLast().children.add(node);
                        open.add(node);
                        if (open.size() > MAX_DEPTH) {
                            throw new XMLStreamException("depth", reader.getLocation());
                        }
                    }
                    case XMLStreamConstants.END_ELEMENT -> open.removeLast();
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
                        open.getLast().text.append(reader.getText());
                    case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                        throw new XMLStreamException("DOCTYPE", reader.getLocation());
                    default -> {}
                }
            }
            return root.children.getFirst();
        } finally {
            reader.close();
        }
    }

    private static XmlNode start(XMLStreamReader reader) {
        var attributes = new LinkedHashMap<String, String>();
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            attributes.putIfAbsent(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
        }
        String namespace = reader.getNamespaceURI();
        return new XmlNode(
                reader.getLocalName(),
                namespace == null ? "" : namespace,
                attributes,
                new ArrayList<>(),
                new StringBuilder());
    }

    List<XmlNode> all(String child) {
        return children.stream()
                .filter(node -> node.name.equals(child) && node.namespace.equals(namespace))
                .toList();
    }

    Optional<XmlNode> find(String child) {
        return all(child).stream().findFirst();
    }

    /** An attribute, or null. */
    String get(String attribute) {
        return attributes.get(attribute);
    }

    String get(String attribute, String otherwise) {
        return attributes.getOrDefault(attribute, otherwise);
    }

    /** What a {@code <text>} below says; empty without one. */
    String says() {
        return find("text").map(node -> node.text.toString().strip()).orElse("");
    }
}
