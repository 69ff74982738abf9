package io.trellis.metadata.field;

import io.trellis.metadata.field.address.AddressType;
import io.trellis.metadata.field.autonumber.AutoNumberType;
import io.trellis.metadata.field.barcode.BarcodeType;
import io.trellis.metadata.field.bool.BooleanType;
import io.trellis.metadata.field.cascade.CascadeType;
import io.trellis.metadata.field.currency.CurrencyType;
import io.trellis.metadata.field.date.DateType;
import io.trellis.metadata.field.datetime.DatetimeType;
import io.trellis.metadata.field.decimal.DecimalType;
import io.trellis.metadata.field.department.DepartmentType;
import io.trellis.metadata.field.email.EmailType;
import io.trellis.metadata.field.file.FileType;
import io.trellis.metadata.field.formula.FormulaType;
import io.trellis.metadata.field.geolocation.GeolocationType;
import io.trellis.metadata.field.image.ImageType;
import io.trellis.metadata.field.integer.IntegerType;
import io.trellis.metadata.field.json.JsonType;
import io.trellis.metadata.field.longtext.LongTextType;
import io.trellis.metadata.field.lookup.LookupType;
import io.trellis.metadata.field.manytomany.ManyToManyType;
import io.trellis.metadata.field.masterdetail.MasterDetailType;
import io.trellis.metadata.field.multiselect.MultiSelectType;
import io.trellis.metadata.field.percent.PercentType;
import io.trellis.metadata.field.phone.PhoneType;
import io.trellis.metadata.field.richtext.RichTextType;
import io.trellis.metadata.field.rollup.RollupType;
import io.trellis.metadata.field.select.SelectType;
import io.trellis.metadata.field.signature.SignatureType;
import io.trellis.metadata.field.tags.TagsType;
import io.trellis.metadata.field.text.TextType;
import io.trellis.metadata.field.time.TimeType;
import io.trellis.metadata.field.url.UrlType;
import io.trellis.metadata.field.user.UserType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * The field types there are: those of the platform, and any that another module registers as a {@link ServiceLoader} service
 * of {@link FieldType}. Fixed once loaded.
 */
public final class FieldTypes {
    private static final List<FieldType> PLATFORM = List.of(
            new TextType(),
            new LongTextType(),
            new RichTextType(),
            new IntegerType(),
            new DecimalType(),
            new CurrencyType(),
            new PercentType(),
            new BooleanType(),
            new DateType(),
            new DatetimeType(),
            new TimeType(),
            new SelectType(),
            new MultiSelectType(),
            new CascadeType(),
            new LookupType(),
            new MasterDetailType(),
            new ManyToManyType(),
            new UserType(),
            new DepartmentType(),
            new AutoNumberType(),
            new FormulaType(),
            new RollupType(),
            new PhoneType(),
            new EmailType(),
            new UrlType(),
            new AddressType(),
            new GeolocationType(),
            new ImageType(),
            new FileType(),
            new SignatureType(),
            new BarcodeType(),
            new TagsType(),
            new JsonType());

    private static final Map<String, FieldType> BY_NAME = load();

    private FieldTypes() {}

    public static Optional<FieldType> find(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /** @throws IllegalArgumentException when there is none */
    public static FieldType get(String name) {
        return find(name).orElseThrow(() -> new IllegalArgumentException("No field type " + name));
    }

    /** All types, the platform's first. */
    public static Collection<FieldType> all() {
        return BY_NAME.values();
    }

    public static List<String> names() {
        return List.copyOf(BY_NAME.keySet());
    }

    private static Map<String, FieldType> load() {
        var types = new ArrayList<>(PLATFORM);
        ServiceLoader.load(FieldType.class).forEach(types::add);
        var byName = new LinkedHashMap<String, FieldType>();
        for (FieldType type : types) {
            if (byName.put(type.name(), type) != null) {
                throw new IllegalStateException("Two field types are called " + type.name());
            }
        }
        return Collections.unmodifiableMap(byName);
    }
}
