using System.Text;
using RealtimeGov.Domain.Wire;
using RealtimeGov.Protos;
using static RealtimeGov.Domain.Wire.WireKind;

namespace RealtimeGov.Domain.Grids;

public sealed partial class GridState
{
    /// <summary>
    /// Reads a <see cref="GridSnapshot"/> straight into the state. A year's has two thousand entries; as messages they would be
    /// six thousand objects for each grid that wakes, made to be thrown away.
    /// </summary>
    private sealed class SnapshotReader(GridState state, int toCome)
    {
        /// <summary>An id of an issue or a code of a category, in characters: several times what either may have.</summary>
        private const int TextMax = 256;

        private readonly HashSet<string> categories = [];

        public void Read(ReadOnlySpan<byte> snapshot)
        {
            MakeRoom(snapshot);
            var fields = new WireReader(snapshot);
            while (fields.Next() is (> 0, _) field)
                switch (field)
                {
                    case (GridSnapshot.IssuesOpenedFieldNumber, Varint): state.IssuesOpened = fields.Varint(); break;
                    case (GridSnapshot.OpenIssuesFieldNumber, Bytes): ReadIssue(fields.Bytes()); break;
                    case (GridSnapshot.KnownFieldNumber, Bytes): ReadId(fields.Bytes(), state.Known); break;
                    case (GridSnapshot.RefusedFieldNumber, Bytes): ReadId(fields.Bytes(), state.Refused); break;
                    case (GridSnapshot.ReceivedFieldNumber, Bytes):
                        var position = MessagePosition.Parser.ParseFrom(fields.Bytes());
                        state.Received[position.Stream] = position.Seq;
                        break;
                    default: fields.Skip(field.Kind); break;
                }
        }

        private void MakeRoom(ReadOnlySpan<byte> snapshot)
        {
            var (issues, known, refused) = (0, 0, 0);
            var fields = new WireReader(snapshot);
            while (fields.Next() is (> 0, _) field)
            {
                if (field.Field == GridSnapshot.OpenIssuesFieldNumber) issues++;
                else if (field.Field == GridSnapshot.KnownFieldNumber) known++;
                else if (field.Field == GridSnapshot.RefusedFieldNumber) refused++;
                fields.Skip(field.Kind);
            }
            // And for what comes after: every event brings an id, few open an issue, fewer are refused. Growing makes a table anew.
            state.Issues.EnsureCapacity(issues + issues / 8);
            state.Known.EnsureCapacity(known + known / 8 + toCome);
            state.Refused.EnsureCapacity(refused + refused / 8);
        }

        private void ReadIssue(ReadOnlySpan<byte> message)
        {
            var (number, category, observedAtUs, seq, isReviewed) = (0ul, "", 0L, 0ul, false);
            var fields = new WireReader(message);
            while (fields.Next() is (> 0, _) field)
                switch (field)
                {
                    case (OpenIssue.IssueIdFieldNumber, Bytes): number = NumberOf(fields.Bytes()); break;
                    case (OpenIssue.CategoryFieldNumber, Bytes): category = Category(fields.Bytes()); break;
                    case (OpenIssue.ObservedAtUsFieldNumber, Varint): observedAtUs = (long)fields.Varint(); break;
                    case (OpenIssue.SeqFieldNumber, Varint): seq = fields.Varint(); break;
                    case (OpenIssue.ReviewedFieldNumber, Varint): isReviewed = fields.Varint() != 0; break;
                    default: fields.Skip(field.Kind); break;
                }
            state.Issues.Add(number, new OpenIssueFacts(category, observedAtUs, seq, isReviewed));
        }

        private void ReadId(ReadOnlySpan<byte> message, KnownIds to)
        {
            var (id, number, receivedAtUs, mark, sender) = (Guid.Empty, 0ul, 0L, 0u, 0u);
            var fields = new WireReader(message);
            while (fields.Next() is (> 0, _) field)
                switch (field)
                {
                    case (KnownId.ReportIdFieldNumber, Bytes): id = ReportIds.FromBytes(fields.Bytes()); break;
                    case (KnownId.IssueIdFieldNumber, Bytes): number = NumberOf(fields.Bytes()); break;
                    case (KnownId.ReceivedAtUsFieldNumber, Varint): receivedAtUs = (long)fields.Varint(); break;
                    case (KnownId.ContentMarkFieldNumber, Fixed32): mark = fields.Fixed32(); break;
                    case (KnownId.SenderMarkFieldNumber, Fixed32): sender = fields.Fixed32(); break;
                    default: fields.Skip(field.Kind); break;
                }
            to.Add(id, new Known(number, receivedAtUs, mark, sender));
        }

        private ulong NumberOf(ReadOnlySpan<byte> issueId)
        {
            Span<char> buffer = stackalloc char[TextMax];
            return state.NumberOf(Text(issueId, buffer));
        }

        /// <summary>One text for all issues of a category.</summary>
        private string Category(ReadOnlySpan<byte> code)
        {
            Span<char> buffer = stackalloc char[TextMax];
            var text = Text(code, buffer);
            if (categories.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text, out var category)) return category;
            categories.Add(category = text.ToString());
            return category;
        }

        private static ReadOnlySpan<char> Text(ReadOnlySpan<byte> utf8, Span<char> buffer) =>
            Encoding.UTF8.TryGetChars(utf8, buffer, out var length) ? buffer[..length] : throw new InvalidDataException($"a code of {utf8.Length} bytes");
    }
}
