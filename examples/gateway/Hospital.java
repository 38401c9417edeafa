// A hospital's system that signs: one inpatient stay through the gateway of a province. Java 11 or
// newer, no libraries:
//
//     export YIDI_KEY=HIS-A YIDI_SECRET=...        as `yidi gateway add` printed them
//     java Hospital.java http://127.0.0.1:7146 hmac-sha1
//     java -Djavax.net.ssl.trustStore=... Hospital.java https://127.0.0.1:7146 sha256
//
// The JDK has no SM3; hmac-sm3 and sm2 need a provider such as Bouncy Castle. It has no JSON
// either: this example writes its messages as text and finds single values in answers.
//
// The person does not exist: division 119999 was never assigned.

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

public class Hospital {
    static final String HOSPITAL = "H46010000001", PLACE_OF_CARE = "460100";
    static final String CERTNO = "119999198503030051", ITEM = "XA19ZZS009A001010100001";
    static final String KEY = System.getenv().getOrDefault("YIDI_KEY", "");
    static final String SECRET = System.getenv().getOrDefault("YIDI_SECRET", "");
    static final DateTimeFormatter WRITTEN = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    static final HttpClient CLIENT =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    static String url, dialect, insuredPlace = "";
    static int number = 0;

    // ---- signatures ----------------------------------------------------------------------------

    static Map<String, String> signature(String infno) throws Exception {
        Map<String, String> headers = new TreeMap<>();
        if (dialect.equals("hmac-sha1")) {  // Hunan, Jiangxi: over four headers, sorted by name
            headers.put("_api_access_key", KEY);
            headers.put("_api_name", infno);
            headers.put("_api_timestamp", String.valueOf(System.currentTimeMillis()));
            headers.put("_api_version", "1.0.0");
            StringBuilder text = new StringBuilder();
            headers.forEach((name, value) ->
                text.append(text.length() == 0 ? "" : "&").append(name + "=" + value));
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            byte[] digest = mac.doFinal(text.toString().getBytes(StandardCharsets.UTF_8));
            headers.put("_api_signature", Base64.getEncoder().encodeToString(digest));
        } else if (dialect.equals("sha256")) {  // Guangdong: the token between time and nonce
            String now = String.valueOf(System.currentTimeMillis() / 1000);
            String nonce = UUID.randomUUID().toString().replace("-", "");
            byte[] digest = MessageDigest.getInstance("SHA-256")
                .digest((now + SECRET + nonce + now).getBytes(StandardCharsets.UTF_8));
            StringBuilder hex = new StringBuilder();
            for (byte one : digest) hex.append(String.format("%02x", one));
            headers.put("x-tif-paasid", KEY);
            headers.put("x-tif-timestamp", now);
            headers.put("x-tif-nonce", nonce);
            headers.put("x-tif-signature", hex.toString());
        }
        return headers;
    }

    // ---- the interface -------------------------------------------------------------------------

    /** {"a":"1","b":"2"} of names and values in turn; a value that begins with { or [ is JSON. */
    static String json(String... namesAndValues) {
        StringBuilder text = new StringBuilder("{");
        for (int at = 0; at < namesAndValues.length; at += 2) {
            String value = namesAndValues[at + 1];
            boolean isJson = value.startsWith("{") || value.startsWith("[");
            String quoted = "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
            text.append(at == 0 ? "" : ",").append("\"" + namesAndValues[at] + "\":")
                .append(isJson ? value : quoted);
        }
        return text.append("}").toString();
    }

    /** The first value of a name in an answer. */
    static String value(String answer, String name) {
        Matcher found = Pattern.compile("\"" + name + "\":\"?([^\",}\\]]*)").matcher(answer);
        if (!found.find()) throw new IllegalStateException(name + " is not in " + answer);
        return found.group(1);
    }

    static String now() {
        return LocalDateTime.now(ZoneOffset.ofHours(8)).format(WRITTEN);
    }

    static String send(String infno, String input) throws Exception {
        String now = now();
        String msgid = HOSPITAL + now.replaceAll("\\D", "") + String.format("%04d", ++number);
        String body = json("infno", infno, "msgid", msgid, "mdtrtarea_admvs", PLACE_OF_CARE,
            "insuplc_admdvs", insuredPlace, "recer_sys_code", "FSI_LOCAL", "infver", "V1.0",
            "opter_type", "1", "opter", "0001", "opter_name", "演示经办", "inf_time", now,
            "fixmedins_code", HOSPITAL, "fixmedins_name", "海南演示三级医院", "sign_no", "",
            "input", input);
        HttpRequest.Builder request = HttpRequest
            .newBuilder(URI.create(url + "/fsi/api/rsfComIfsService/callService"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body));
        signature(infno).forEach(request::header);
        HttpResponse<String> answer =
            CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200 || !value(answer.body(), "infcode").equals("0")) {
            throw new IllegalStateException(
                infno + ": HTTP " + answer.statusCode() + " " + answer.body());
        }
        System.out.println("  ✓ " + infno);
        return answer.body();
    }

    static String diagnoses(String psnNo, String time, String mdtrtId) {
        return "[" + json("psn_no", psnNo, "diag_type", "1", "maindiag_flag", "1", "diag_srt_no",
            "1", "diag_code", "M16.900", "diag_name", "髋关节病", "diag_dept", "骨科",
            "dise_dor_no", "D460100000001", "dise_dor_name", "演示医师", "diag_time", time,
            "mdtrt_id", mdtrtId) + "]";
    }

    public static void main(String[] arguments) throws Exception {
        url = arguments[0];
        dialect = arguments.length > 1 ? arguments[1] : "hmac-sha1";
        LocalDateTime today = LocalDateTime.now(ZoneOffset.ofHours(8));
        LocalDateTime yearBegins = today.toLocalDate().withDayOfYear(1).atStartOfDay();
        LocalDateTime before = today.minusDays(2);
        String begin = (before.isBefore(yearBegins) ? yearBegins : before).format(WRITTEN);
        String end = today.format(WRITTEN);

        String found = send("1101", json("data", json("mdtrt_cert_type", "02", "mdtrt_cert_no",
            CERTNO, "psn_cert_type", "01", "certno", CERTNO)));
        String psnNo = value(found, "psn_no"), insutype = value(found, "insutype");
        insuredPlace = value(found, "insuplc_admdvs");

        String admitted = send("2401", json("mdtrtinfo", json("psn_no", psnNo, "insutype",
            insutype, "begntime", begin, "mdtrt_cert_type", "02", "mdtrt_cert_no", CERTNO,
            "cert_type", "01", "certno", CERTNO, "med_type", "2101", "ipt_no", "DEMO000004",
            "atddr_no", "D460100000001", "chfpdr_name", "演示医师", "adm_diag_dscr", "髋关节病",
            "adm_dept_codg", "A07", "adm_dept_name", "骨科", "adm_bed", "04",
            "dscg_maindiag_code", "M16.900", "dscg_maindiag_name", "髋关节病", "insuplc_admdvs",
            insuredPlace, "mdtrtarea_admvs", PLACE_OF_CARE, "exp_content",
            json("IPT_TYPE", "1")), "diseinfo", diagnoses(psnNo, begin, "")));
        String mdtrtId = value(admitted, "mdtrt_id");

        String priced = send("2301", json("feedetail", "[" + json("feedetl_sn", "1", "mdtrt_id",
            mdtrtId, "psn_no", psnNo, "med_type", "2101", "fee_ocur_time", begin,
            "med_list_codg", ITEM, "medins_list_codg", ITEM, "det_item_fee_sumamt", "8000.00",
            "cnt", "4", "pric", "2000.000000", "bilg_dept_codg", "A07", "bilg_dept_name", "骨科",
            "bilg_dr_codg", "D460100000001", "bilg_dr_name", "演示医师", "hosp_appr_flag", "1")
            + "]"));

        send("2402", json("dscginfo", json("mdtrt_id", mdtrtId, "psn_no", psnNo, "insutype",
            insutype, "endtime", end, "dscg_dept_codg", "A07", "dscg_dept_name", "骨科",
            "dscg_bed", "04", "dscg_way", "1"), "diseinfo", diagnoses(psnNo, end, mdtrtId)));

        String bill = send("2304", json("data", json("psn_no", psnNo, "insutype", insutype,
            "mdtrt_id", mdtrtId, "mdtrt_cert_type", "02", "mdtrt_cert_no", CERTNO,
            "psn_cert_type", "01", "certno", CERTNO, "psn_type", value(found, "psn_type"),
            "psn_name", value(found, "psn_name"), "psn_setlway", "01", "acct_used_flag", "0",
            "mid_setl_flag", "0", "insuplc_admdvs", insuredPlace, "mdtrtarea_admvs",
            PLACE_OF_CARE, "medfee_sumamt", value(priced, "det_item_fee_sumamt"),
            "fulamt_ownpay_amt", value(priced, "fulamt_ownpay_amt"), "overlmt_selfpay",
            value(priced, "overlmt_amt"), "preselfpay_amt", value(priced, "preselfpay_amt"),
            "inscp_scp_amt", value(priced, "inscp_scp_amt"))));
        System.out.printf("  %s: 总额 total %s, 基金 funds %s, 个人 person %s%n",
            value(bill, "setl_id"), value(bill, "medfee_sumamt"),
            value(bill, "fund_pay_sumamt"), value(bill, "psn_part_amt"));
    }
}
