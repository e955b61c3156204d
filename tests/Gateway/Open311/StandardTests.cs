namespace RealtimeGov.Gateway.Tests.Open311;

/// <summary>What the standard wants of every answer, and what it says of bad input; docs/contracts/open311.md has the rows.</summary>
[Trait("lane", "open311")]
public sealed class StandardTests
{
    private const string Form = "application/x-www-form-urlencoded";

    private const string Bomb = "<!DOCTYPE r [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\">]><r>&c;</r>";

    [Fact]
    public async Task Every_answer_has_exactly_its_content_type_and_the_same_in_both_formats()
    {
        await using var town = await GeoTown.Start();
        var (key, _) = await town.Service();
        await town.Report(key);
        foreach (var (path, root, item) in new[]
        {
            ("discovery", "discovery", ""), ("v2/discovery", "discovery", ""), ("v2/services", "services", "service"), ("v2/services/roads/pothole", "service_definition", ""),
            ("v2/services/roads%2Fpothole", "service_definition", ""), ("v2/requests", "service_requests", "request"), ("v2/requests/G1.1", "service_requests", "request"),
            ("v2/servicerequestupdates", "service_requests_updates", ""), ("test/v2/services", "services", "service"), ("v2/requests/G9.9", "errors", "error"),
        })
        {
            var (xml, json) = (await town.Get($"{path}.xml"), await town.Get($"{path}.json"));
            Assert.Equal((xml.Status, "text/xml; charset=utf-8", "application/json; charset=utf-8"), (json.Status, xml.Type, json.Type));
            Assert.Equal(root, xml.Xml.Name.LocalName);
            if (item.Length > 0)
            {
                Assert.Equal(xml.Xml.Elements(item).Count(), json.Json.GetArrayLength());
                Assert.Equal(xml.Xml.Element(item)!.Elements().Select(field => field.Name.LocalName), json.Json[0].EnumerateObject().Select(field => field.Name));
            }
        }
    }

    [Fact]
    public async Task Discovery_names_an_endpoint_for_production_and_one_for_tests_that_both_answer()
    {
        await using var town = await GeoTown.Start();
        var endpoints = (await town.Get("discovery.json")).Json.GetProperty("endpoints").EnumerateArray().ToList();
        Assert.Equal(["production", "test"], endpoints.Select(one => one.GetProperty("type").GetString()));
        foreach (var endpoint in endpoints)
        {
            Assert.Equal(["text/xml", "application/json"], endpoint.GetProperty("formats").EnumerateArray().Select(format => format.GetString()));
            using var answer = await town.Town.Http.GetAsync(new Uri(endpoint.GetProperty("url").GetString() + "/services.xml"));
            Assert.True(answer.IsSuccessStatusCode);
        }
    }

    private static readonly (string Call, string Type, string Body, int Status, string Said)[] Rows =
    [
        ("POST v2/requests.xml", "text/xml", "<request><service_code>", 400, "x-www-form-urlencoded"),
        ("POST v2/requests.xml", "text/xml", Bomb, 400, "x-www-form-urlencoded"),
        ("POST v2/servicerequestupdates.xml", "text/xml", Bomb, 400, "x-www-form-urlencoded"),
        ("POST v2/requests.json", "application/json", "{}", 400, "x-www-form-urlencoded"),
        ("POST v2/requests.json", Form, "", 403, "api_key is missing"),
        ("POST v2/requests.json", Form, "api_key={key}", 400, "service_code was not provided"),
        ("POST v2/requests.json", Form, "api_key={key}&service_code=", 400, "service_code was not provided"),
        ("POST v2/requests.json", Form, "api_key={key}&service_code=x&address_id=G1", 404, "service_code 'x' was not found"),
        ("POST v2/requests.json", Form, "api_key={key}&service_code=unclassified&address_id=G1&jurisdiction_id=elsewhere.gov", 404, "jurisdiction_id 'elsewhere.gov' was not found"),
        ("POST v2/requests.json", Form, "api_key={key}&service_code=unclassified", 400, "A location was not provided"),
        ("POST v2/requests.json", Form, "api_key={key}&service_code=unclassified&address_string=somewhere", 400, "A location was not provided"),
        ("POST v2/requests.json", Form, "api_key={key}&service_code=unclassified&lat=30", 400, "long was not provided"),
        ("POST v2/requests.json", Form, "api_key={key}&service_code=unclassified&lat=north&long=120", 400, "lat must be a number"),
        ("POST v2/requests.json", Form, "api_key={key}&service_code=unclassified&lat=NaN&long=120", 400, "lat must be a number"),
        ("POST v2/requests.json", Form, "api_key={key}&service_code=unclassified&lat=91&long=120&address_id=G1", 400, "lat is -90 to 90"),
        ("POST v2/requests.json", Form, "api_key={key}&service_code=unclassified&lat=0&long=0&address_id=G1", 400, "lat is -90 to 90"),
        ("POST v2/requests.json", Form, "api_key={key}&service_code=unclassified&lat=30&long=120", 400, "no grid of this jurisdiction"),
        ("POST v2/requests.json", Form, "api_key={key}&service_code=unclassified&address_id=G1&description=a%01b", 400, "control character"),
        ("POST v2/requests.json", Form, "api_key={key}&service_code=unclassified&address_id=G1&description=a%C3%28", 400, "in UTF-8"),
        ("POST v2/requests.json", Form, "api_key={key}&service_code=unclassified&address_id=G1&description=a%EF%BF%BD", 400, "U+FFFD"),
        ("POST v2/requests.json", Form, "api_key={key}&service_code=unclassified&address_id=G1&description=a&description=b", 400, "more than once"),
        ("POST v2/requests.json", Form, "api_key={key}&service_code=unclassified&address_id=G1&attribute[observed_at]=yesterday", 400, "date and time"),
        ("POST v2/requests.json", Form, "api_key={key}&service_code=unclassified&address_id=G1&attribute[observed_at]=2027-01-01T00:00:00Z", 400, "ahead of now"),
        ("POST v2/requests.json", Form, "api_key={key}&service_code=unclassified&address_id=G1&attribute[observed_at]=2020-01-01T00:00:00Z", 400, "too long ago"),
        ("POST v2/requests.json", Form, "{201 fields}", 400, "at most 200 fields"),
        ("POST v2/servicerequestupdates.json", Form, "api_key={key}&service_request_id=G1.1&status=exploded&description=a", 400, "status is one of"),
        ("POST v2/servicerequestupdates.json", Form, "api_key={key}&description=a", 400, "service_request_id was not provided"),
        ("POST v2/servicerequestupdates.json", Form, "api_key={key}&service_request_id=G9.9&description=a", 404, "'G9.9' was not found"),
        ("POST v2/servicerequestupdates.json", Form, "service_request_id=G1.1&description=a", 403, "api_key is missing"),
        ("GET v2/requests.json?jurisdiction_id=elsewhere.gov", "", "", 404, "jurisdiction_id"),
        ("GET v2/services.json?jurisdiction_id=elsewhere.gov", "", "", 404, "jurisdiction_id"),
        ("GET v2/services/x.json", "", "", 404, "service_code 'x'"),
        ("GET v2/services/roads.json", "", "", 404, "service_code 'roads'"),
        ("GET v2/requests/G9.9.json", "", "", 404, "service_request_id 'G9.9'"),
        ("GET v2/requests.json?status=exploded", "", "", 400, "status is open or closed"),
        ("GET v2/requests.json?start_date=2026-01-01", "", "", 400, "start_date must be a date and time"),
        ("GET v2/requests.json?start_date=2026-01-01T00:00:00Z&end_date=2026-04-02T00:00:00Z", "", "", 400, "at most 90 days"),
        ("GET v2/requests.json?start_date=2026-01-02T00:00:00Z&end_date=2026-01-01T00:00:00Z", "", "", 400, "at most 90 days"),
        ("GET v2/requests.json?updated_after=now", "", "", 400, "updated_after must be"),
        ("GET v2/requests.json?page=0", "", "", 400, "page is 1 to"),
        ("GET v2/requests.json?page_size=1001", "", "", 400, "page_size is 1 to 1000"),
        ("GET v2/servicerequestupdates.json?start_date=x", "", "", 400, "start_date must be"),
        ("GET v2/requests.yaml", "", "", 404, "formats are .xml and .json"),
        ("GET v2/nothing.json", "", "", 404, "formats are .xml and .json"),
        ("DELETE v2/requests.json", "", "", 404, "formats are .xml and .json"),
    ];

    [Fact]
    public async Task Bad_input_is_told_in_the_standards_shape_and_changes_nothing()
    {
        await using var town = await GeoTown.Start();
        var (key, _) = await town.Service();
        Assert.All(Rows, row => Refused(town, key, row).GetAwaiter().GetResult());
        Assert.Empty((await town.Get("v2/requests.json")).Json.EnumerateArray());
        await town.Town.Day("T", valid: 0);
    }

    private static async Task Refused(GeoTown town, string key, (string Call, string Type, string Body, int Status, string Said) row)
    {
        var (method, path) = row.Call.Split(' ', 2) is [var verb, var rest] ? (new HttpMethod(verb), rest) : throw new FormatException(row.Call);
        var body = row.Body.Replace("{key}", key, StringComparison.Ordinal).Replace("{201 fields}", string.Join('&', Enumerable.Range(0, 201).Select(at => $"f{at}=1")), StringComparison.Ordinal);
        var told = method == HttpMethod.Get ? await town.Get(path) : await town.Raw(method, path, body, row.Type.Length > 0 ? row.Type : Form);
        Assert.True(told.Status == row.Status, $"{told.Status}: {told.Text}");
        var isJson = path.Split('?')[0].EndsWith(".json", StringComparison.Ordinal);
        Assert.Equal(isJson ? "application/json; charset=utf-8" : "text/xml; charset=utf-8", told.Type);
        var (code, description) = isJson
            ? (told.Json[0].GetProperty("code").GetInt32(), told.Json[0].GetProperty("description").GetString()!)
            : ((int)told.Xml.Element("error")!.Element("code")!, told.Xml.Element("error")!.Element("description")!.Value);
        Assert.Equal(row.Status, code);
        Assert.Contains(row.Said, description, StringComparison.Ordinal);
    }
}
