"""The field tests of a simulated season as the files that stations and laboratories hand in."""

import csv
import json
import os

LAND = {"priority": "优先保护类", "safe-use": "安全利用类", "strict": "严格管控类"}
SEAL = {"intact": "完好", "broken": "破损"}
RESULT = {"accepted": "接收", "refused": "拒收"}
ITEM = {"Cd": "镉", "Pb": "铅", "As": "总砷", "iAs": "无机砷", "Hg": "总汞", "Cr": "铬"}
HEADS = {
    "organizations": "统一社会信用代码,单位名称,单位类型,行政区划代码,资质证号,有效期起,有效期止,处置类别",
    "parcels": "地块编码,乡镇代码,村组,种植户,面积(亩),土地类别,经度,纬度,土壤pH,土壤镉(mg/kg)",
    "samples": "样品编号,任务编号,地块编码,采样时间,采样人1,采样人2,布点方式,样点数,样品重量(kg),封签号,接收机构信用代码,"
               "接收时间,封签状态,接收结果,拒收原因,盲样号",
    "lab_reports": "报告编号,样品编号,检测项目,检测结果(mg/kg),检测方法,检出限(mg/kg),定量限(mg/kg),编制人,审核人,批准人,签发时间,"
                   "上机批号,替代报告编号",
}


def write(events, folder):
    """Writes registers.csv and a folder of field tests; answers where both are, and how many rows the files have."""
    tests = f"{folder}/tests"
    os.makedirs(tests)
    rows = {name: [] for name in HEADS}
    received, collected, fields, count = {}, [], set(), 0
    with open(events) as file:
        for line in file:
            event = json.loads(line)
            data, time = event["data"], event["occurred_at"]
            match event["type"]:
                case "organization_registered":
                    rows["organizations"].append([data[key] for key in (
                        "uscc", "name", "role", "county", "licence", "valid_from", "valid_to", "classes")])
                case "parcel_registered":
                    rows["parcels"].append([
                        data["parcel"], data["township"], data["village"], "种植户", data["area_mu"],
                        LAND[data["farmland_class"]], data["lon"], data["lat"], data["soil_ph"], data["soil_cd"]])
                case "sample_collected":
                    collected.append((data, time))
                    fields.add(data["sample"])
                case "sample_received":
                    received[data["sample"]] = data, time
                # Samples of batches are no field tests, and their reports neither.
                case "report_issued" if data["sample"] in fields:
                    for item in data["lines"]:
                        rows["lab_reports"].append([
                            data["report"], data["sample"], ITEM[item["item"]], item["value"], item["method"], item["lod"],
                            item["loq"], data["compiler"], data["reviewer"], data["approver"], civil(time), item.get("run", ""),
                            data["supersedes"] or ""])
                case "run_measured":
                    count += write_run(data, time, tests)
    for data, time in collected:
        at = received[data["sample"]]
        rows["samples"].append([
            data["sample"], data["task"], data["parcel"], civil(time), "采样人甲", "采样人乙", data["pattern"], data["points"],
            data["weight_g"] / 1000, data["seal"], at[0]["lab"], civil(at[1]), SEAL[at[0]["seal_state"]],
            RESULT[at[0]["result"]], at[0]["reason"], at[0]["blind"]])
    registers = f"{folder}/organizations.csv"
    for name, head in HEADS.items():
        write_rows(registers if name == "organizations" else f"{tests}/{name}.csv", head.split(","), rows[name])
    return registers, tests, count + sum(len(rows[name]) for name in HEADS if name != "organizations")


def write_run(data, time, folder):
    items = sorted({key for row in data["rows"] for key in row if key in ITEM})
    lines = []
    for row in data["rows"]:
        # Three readings of a sample are three lines; what was not measured in a row was not detected.
        for number in range(max(len(row.get(item, [])) for item in items)):
            readings = [(row[item] + [row[item][-1]] * number)[number] if item in row else "N.D." for item in items]
            lines.append([data["run"], data["lab"], civil(time), row["name"], row["type"], number + 1, *readings,
                          row.get("certified", "")])
    heads = ["上机批号", "机构代码", "采集时间", "样品名称", "样品类型", "读数序号", *(f"{item} (mg/kg)" for item in items), "标准值"]
    write_rows(f"{folder}/run-{data['run']}.csv", heads, lines)
    return len(lines)


def civil(time):
    return time[:16].replace("T", " ")


def write_rows(path, head, rows):
    with open(path, "w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(head)
        writer.writerows(rows)
