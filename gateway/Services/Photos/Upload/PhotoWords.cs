namespace RealtimeGov.Gateway.Photos.Upload;

/// <summary>What an upload is refused for, in Chinese; docs/contracts/photos.md has the same words.</summary>
internal static class PhotoWords
{
    private static readonly Dictionary<string, string> Words = new(StringComparer.Ordinal)
    {
        ["photo_id_malformed"] = "照片编号不是小写十六进制的 SHA-256。",
        ["photo_bytes_over"] = "收到的字节多于头信息所述。",
        ["photo_incomplete"] = "上传提前结束；已收部分保留。",
        ["photo_hash_wrong"] = "数据与照片编号（SHA-256）不符。",
        ["photo_resume_wrong"] = "续传后与照片编号不符；已有部分已丢弃，请从头上传。",
        ["photo_silent"] = "30 秒内没有数据，或上传超过 10 分钟；已收部分保留。",
        ["photos_busy"] = "同时上传过多。",
        ["photo_not_stored"] = "服务器磁盘写入失败。",
        ["photo_no_space"] = "服务器磁盘剩余空间不足 1 GB。",
        ["photo_empty"] = "照片为空。",
        ["photo_too_large"] = "照片超过 10,000,000 字节。",
        ["photo_type_unknown"] = "按内容判断不是 JPEG、PNG 或 WebP。",
        ["photo_heic"] = "是 HEIC 照片。iPhone：设置 - 相机 - 格式 - 兼容性最佳；安卓：在相机设置中关闭“HEIF（高效）照片”。",
        ["photo_video"] = "是视频（MP4、QuickTime、3GP、AVI、WebM），请改拍照片。",
        ["photo_encoding_unsupported"] = "编码方式不受支持，无法解码。",
        ["photo_side_invalid"] = "边长为零，或超过 32,768 像素。",
        ["photo_pixels_too_many"] = "超过 50,000,000 像素。",
        ["photo_truncated"] = "文件不完整。",
        ["photo_malformed"] = "文件内容自相矛盾（含校验和不符）。",
    };

    public static IEnumerable<KeyValuePair<string, string>> All => Words;

    /// <summary>The code itself where it has no words.</summary>
    public static string Chinese(string code) => Words.GetValueOrDefault(code, code);
}
