namespace RealtimeGov.Devices.Words;

/// <summary>Reason codes of receipts in words. A code that is not known here is shown as it is.</summary>
internal static class ReasonWords
{
    private static readonly Dictionary<string, (string English, string Chinese)> Known = new(StringComparer.Ordinal)
    {
        ["report_id_malformed"] = ("the report id is not a UUID", "信息编号不是 UUID"),
        ["no_grid"] = ("no grid could be found for it", "找不到所属网格"),
        ["unknown_steward"] = ("the steward is not registered", "管家未登记"), // of older servers
        ["steward_malformed"] = ("the steward's id is not 1 to 128 printable characters", "管家编号不是 1 至 128 个可见字符"),
        ["steward_unknown"] = ("the steward is not registered here, so nobody is named as its finder", "管家未登记，暂不计发现人"),
        ["other_content"] = ("another report was counted under this id: these words were not", "此编号下已计入另一条信息，本条内容未计入"),
        ["other_sender"] = ("the report under this id came from another device or person", "此编号下的信息来自其他终端或人员"),
        ["report_id_of_import"] = ("an id of this form is for rows of an import", "此类编号仅用于导入"),
        ["possible_duplicate"] = ("it may be the same matter as an open issue", "可能与已立问题重复"),
        ["clock_unsure"] = ("the device's clock was off when it sent, perhaps not when it wrote", "上报时设备时钟有偏差，记录时未必"),
        ["server_clock"] = ("the server's own clock is wrong", "服务器时钟有误"),
        ["reason_unknown"] = ("the server gave no reason", "服务器未说明原因"),
        ["steward_missing"] = ("the steward is missing", "缺少管家编号"),
        ["location_invalid"] = ("the coordinates cannot be right", "坐标不可能正确"),
        ["observed_missing"] = ("the time of observation is missing", "缺少发现时间"),
        ["observed_ahead"] = ("the time of observation lies ahead", "发现时间在将来"),
        ["observed_too_old"] = ("it was observed longer ago than the server accepts (its option --accept-late)", "发现时间过早，超出服务器接受的天数（--accept-late）"),
        ["text_missing"] = ("there is neither text nor photo", "既无文字也无照片"),
        ["text_too_long"] = ("the text is longer than 2,000 characters", "文字超过 2000 字"),
        ["text_malformed"] = ("the text holds characters that cannot be shown", "文字含无法显示的字符"),
        ["category_malformed"] = ("the category is not 1 to 128 printable characters", "类别不是 1 至 128 个可见字符"),
        ["photo_id_malformed"] = ("a photo id is malformed", "照片编号格式不对"),
        ["photos_too_many"] = ("there are too many photos", "照片过多"),
        ["origin_missing"] = ("the origin is missing", "缺少来源"),
        ["disposition_unknown"] = ("the disposition is not known", "处置方式未知"),
        ["steward_not_own"] = ("this device is enrolled for another steward", "此终端登记在另一管家名下"),
        ["origin_not_own"] = ("this device is not enrolled for that origin", "此终端未登记该来源"),
        ["grid_not_own"] = ("the grid lies outside the region that this device is enrolled for", "该网格不在此终端登记的区划之内"),
        ["not_storable"] = ("the store cannot hold it", "存储拒收"),
        ["join_unavailable"] = ("the issue to join is not open, so a new one was opened", "要附议的问题不存在或已关闭，另立新问题"),
        ["place_unsure"] = ("the place is unsure", "地点不确定"),
        ["clock_corrected"] = ("the device's clock was off and has been corrected", "设备时钟有偏差，已校正"),
        ["category_unknown"] = ("the category is not known, so it counts as unclassified", "类别未知，计入未分类"),
        ["photo_empty"] = ("it is empty", "文件为空"),
        ["photo_too_large"] = ("it is larger than 10 MB", "超过 10 MB"),
        ["photo_type_unknown"] = ("it is no JPEG, PNG or WebP", "不是 JPEG、PNG 或 WebP"),
        ["photo_heic"] = (
            "it is a HEIC photo; on an iPhone choose Settings - Camera - Formats - Most Compatible, on Android switch off HEIF pictures in the camera's settings",
            "是 HEIC 照片；iPhone 请在“设置 - 相机 - 格式”中选“兼容性最佳”，安卓请在相机设置中关闭“HEIF（高效）照片”"),
        ["photo_video"] = ("it is a video; take a photo instead", "是视频，请改拍照片"),
        ["photo_encoding_unsupported"] = ("it is encoded in a way that is not taken", "编码方式不受支持"),
        ["photo_animated"] = ("it is animated", "是动画"),
        ["photo_side_invalid"] = ("a side is too long", "边长超限"),
        ["photo_pixels_too_many"] = ("it has more than 50 megapixels", "超过 5000 万像素"),
        ["photo_truncated"] = ("its end is missing", "文件不完整"),
        ["photo_malformed"] = ("its content is damaged", "内容已损坏"),
        ["photo_checksum_wrong"] = ("its content is damaged", "内容已损坏"),
        ["photo_hash_wrong"] = ("its copy on this device is damaged", "本机上的副本已损坏"),
        // The device's own.
        [Transport.FieldClient.UnreadableReason] = ("the server cannot read it", "服务器无法解读"),
        [Transport.PhotoCourier.LostReason] = ("its copy on this device is gone", "本机上的副本已丢失"),
    };

    /// <summary>Why a report was set aside: reason codes, or words of the server as they are.</summary>
    public static string OfAside(string why, Language language) => why.Split(' ').All(Known.ContainsKey) ? Of(why, language) : why;

    /// <summary>Codes separated by spaces, as words separated by semicolons; empty for none.</summary>
    public static string Of(string codes, Language language)
    {
        var words = codes.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(code =>
            Known.TryGetValue(code, out var known) ? language == Language.Chinese ? known.Chinese : known.English : code);
        return string.Join(language == Language.Chinese ? "；" : "; ", words);
    }
}
